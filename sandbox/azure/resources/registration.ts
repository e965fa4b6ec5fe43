import {ArmError} from '../arm/arm-error.ts'
import type {World} from '../world.ts'

export type RegistrationState = 'NotRegistered' | 'Registering' | 'Registered'

/** The namespace in its usual spelling; undefined if there is none with this name. */
export function findNamespace(world: World, name: string): string | undefined {
  return [...world.providers.keys()].find(namespace => namespace.toLowerCase() === name.toLowerCase())
}

export function registrationState(world: World, namespace: string): RegistrationState {
  const began = world.providers.get(namespace)
  if (began === undefined) return 'NotRegistered'
  return began === 0 || Date.now() >= began + world.delays.registrationMs ? 'Registered' : 'Registering'
}

/** Refuses a change while the namespace is not registered in the subscription. */
export function requireRegistration(world: World, namespace: string): void {
  if (registrationState(world, namespace) === 'Registered') return
  throw new ArmError(
    409,
    'MissingSubscriptionRegistration',
    `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`,
  )
}
