import type {Container, Pod} from '../../client/pod-objects.ts'
import {quantityValue} from '../../quantity.ts'

/** Amounts by the name of the resource. */
export type Amounts = Readonly<Record<string, number>>

type Quantities = Readonly<Record<string, string>>

const amounts = (quantities: Quantities = {}): Amounts =>
  Object.fromEntries(Object.entries(quantities).map(([name, quantity]) => [name, quantityValue(quantity)]))

function combine(left: Amounts, right: Amounts, how: (a: number, b: number) => number): Amounts {
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  return Object.fromEntries([...names].map(name => [name, how(left[name] ?? 0, right[name] ?? 0)]))
}

/** The sum of amounts, resource by resource. */
export const sum = (left: Amounts, right: Amounts): Amounts => combine(left, right, (a, b) => a + b)
const largest = (left: Amounts, right: Amounts): Amounts => combine(left, right, Math.max)

const ofContainer = ({resources}: Container): Amounts => amounts(resources?.requests)

/**
 * What a pod requests from a node: its containers and sidecars together, or an init container with the sidecars before it if that is more, and its
 * overhead. Requests of the pod as a whole replace those of its containers.
 */
export function podRequests({spec}: Pod): Amounts {
  let running = spec.containers.map(ofContainer).reduce(sum, {})
  let sidecars: Amounts = {}
  let initially: Amounts = {}
  for (const container of spec.initContainers ?? []) {
    const own = ofContainer(container)
    if (container.restartPolicy === 'Always') {
      running = sum(running, own)
      sidecars = sum(sidecars, own)
      initially = largest(initially, sidecars)
    } else initially = largest(initially, sum(own, sidecars))
  }
  const whole = amounts({...spec.resources?.limits, ...spec.resources?.requests})
  return sum({...largest(running, initially), ...whole}, amounts(spec.overhead))
}
