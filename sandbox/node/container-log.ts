import {EventEmitter} from 'node:events'

export interface LogLine {
  /** RFC 3339 with nine digits, as containerd writes it. */
  readonly time: string
  readonly text: string
}

const maximalLines = 10_000

/** The output of one run of a container. */
export class ContainerLog {
  readonly lines: LogLine[] = []
  readonly #changes = new EventEmitter().setMaxListeners(0)
  closed = false

  write(text: string): void {
    const time = new Date().toISOString().replace('Z', '000000Z')
    for (const line of text.split('\n')) this.lines.push({time, text: line})
    if (this.lines.length > maximalLines) this.lines.splice(0, this.lines.length - maximalLines)
    this.#changes.emit('line', {time, text})
  }

  close(): void {
    this.closed = true
    this.#changes.emit('close')
  }

  /** Calls `onLine` for each further line until `onClose` or until the returned function is called. */
  follow(onLine: (line: LogLine) => void, onClose: () => void): () => void {
    this.#changes.on('line', onLine).once('close', onClose)
    return () => this.#changes.off('line', onLine).off('close', onClose)
  }
}
