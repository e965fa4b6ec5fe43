import {ArmError} from '../arm/arm-error.ts'

/** A container group that ACI does not accept. */
export function refuse(code: string, message: string): ArmError {
  return new ArmError(400, code, message, {source: 'service'})
}
