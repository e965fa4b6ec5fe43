/** Settings by section and key, such as `defaults` and `group`. An empty setting counts as not set. */
export interface Configuration {
  get(section: string, key: string): string | undefined
}

/** What decides which configuration applies. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The user's home directory. */
  readonly home: string
  /** The current directory. */
  readonly cwd: string
}
