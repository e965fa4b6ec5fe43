import type {PersonName} from '../azure/initial-world.ts'
import type {Fault} from '../faults.ts'

/** What the cluster and Azure are like after a pipeline. */
export const endStates = ['unchanged', 'ready', 'reported', 'left', 'damaged'] as const
export type EndState = (typeof endStates)[number]

/** An end that counts as survived (schemas/scenario.schema.json). */
export interface Outcome {
  readonly exit: 'success' | 'failure' | 'any'
  readonly end: readonly EndState[]
}

/** Something that happens while the pipeline runs. */
export interface Action {
  readonly when: {
    /** At the first such request. */
    readonly request?: Pick<Fault, 'server' | 'method' | 'path'>
    /** So long after that, or after the start of the pipeline: `500ms`, `3s`. */
    readonly after?: string
  }
  readonly do: {
    /** As `PATCH $VKCTL_SANDBOX/world` takes it. */
    readonly world?: object
    /** As `PUT $VKCTL_SANDBOX/faults` takes it. */
    readonly faults?: readonly Fault[]
    readonly signal?: 'SIGINT' | 'SIGTERM' | 'SIGKILL'
    /** Changes all objects of this path in the cluster that carry the labels, with a merge patch. */
    readonly patch?: {readonly path: string; readonly labelSelector?: string; readonly body: object}
  }
}

/** A way in which the world fails, as a file says it (schemas/scenario.schema.json). */
export interface Scenario {
  readonly name: string
  readonly title: string
  readonly description: string
  /** What may follow `=` after the name. It replaces every `$value` of the file. */
  readonly parameter?: {readonly description: string; readonly default: string}
  readonly world?: object
  readonly signedIn?: PersonName
  /** Objects that are in the cluster before the pipeline starts. `$now` is that time. */
  readonly objects?: readonly ScenarioObject[]
  readonly faults?: readonly Fault[]
  readonly actions?: readonly Action[]
  readonly timeLimit?: string
  readonly expect: readonly Outcome[]
  /** The pipeline runs a second time, when nothing fails any more. */
  readonly again?: {readonly after?: string; readonly expect: readonly Outcome[]}
}

export interface ScenarioObject {
  readonly path: string
  readonly body: object
}
