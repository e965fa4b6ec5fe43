import {inspect} from 'node:util'

const hidden = '***'

/** A value that must stay secret: it prints as `***` wherever it is formatted, and only `reveal()` returns it. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The clear text, for the one call that needs it (a program's stdin, a request body, a 0600 file). */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return hidden
  }

  toJSON(): string {
    return hidden
  }

  [inspect.custom](): string {
    return hidden
  }
}
