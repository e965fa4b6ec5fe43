import {listOf, type Fields} from '../object.ts'
import {baselineChecks, kept} from './pod-security-baseline.ts'
import {restrictedChecks} from './pod-security-restricted.ts'

/** A level of the Pod Security Standards. */
export type Level = 'baseline' | 'restricted'

/** The violations of a level of the Pod Security Standards in a pod spec, with the texts of the admission plugin. */
export function violations(spec: Fields, level: Level): string[] {
  const containers = [...listOf(spec, 'initContainers'), ...listOf(spec, 'containers')]
  const checks = level === 'baseline' ? baselineChecks : [...kept, ...restrictedChecks]
  return checks.map(check => check({spec, containers})).filter(text => text !== undefined)
}
