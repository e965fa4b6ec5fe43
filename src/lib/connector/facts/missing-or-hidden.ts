import type {Lock} from '../../azure/resources/access.ts'
import type {IdentityState} from '../../checks/facts/connector-values.ts'
import {NotAllowedError, NotFoundError} from '../../errors.ts'

/** An identity can be in a resource group that the user of vkctl may not read. */
export async function identityState(reading: Promise<unknown>): Promise<IdentityState> {
  try {
    await reading
    return 'exists'
  } catch (error) {
    if (error instanceof NotFoundError) return 'deleted'
    if (error instanceof NotAllowedError) return 'not-read'
    throw error
  }
}

/** Roles that can manage container groups do not always let their holder read locks. Without the resource group, there are none. */
export async function locksOf(reading: Promise<readonly Lock[]>): Promise<readonly Lock[] | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof NotFoundError) return []
    if (error instanceof NotAllowedError) return undefined
    throw error
  }
}

/** Undefined if it does not exist. */
export async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}
