/** The files that a container sees in its volumes. */
export interface MountedFiles {
  /** The current content. Fails with the text of the operating system, such as `open /x: no such file or directory`. */
  read(path: string): Buffer
}

/** Where to listen for a container port. Elsewhere than on Linux and Windows the port may be another one. */
export interface ListenAddress {
  readonly host: string
  readonly port: number
}

export interface ProgramContext {
  readonly imageTag: string
  readonly command: readonly string[]
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly files: MountedFiles
  readonly podIP: string
  readonly listenAddress: (containerPort: number) => Promise<ListenAddress>
  /** One line, without its end. */
  readonly log: (line: string) => void
}

export type Signal = 'SIGTERM' | 'SIGKILL'

export interface RunningProgram {
  /** The exit code. Never fails. */
  readonly done: Promise<number>
  /** SIGKILL must end it at once. */
  readonly signal: (signal: Signal) => void
}

/** An image of a registry and the program in it. */
export interface Image {
  /** The tags that exist; if missing, every tag exists. */
  readonly tags?: readonly string[]
  /** The user id that the image sets; default: root. */
  readonly user?: number
  start(context: ProgramContext): RunningProgram
}

/** Images by repository, such as `mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet`. */
export type Images = Readonly<Record<string, Image>>

/** What pulls of images meet. */
export interface Registry {
  /** Whether no registry has the image. */
  readonly isMissing: (reference: string) => boolean
  /** How long a pull takes, in milliseconds. */
  readonly pullMs: () => number
}
