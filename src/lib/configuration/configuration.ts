/** Settings by section and key, such as `defaults` and `group`. An empty setting counts as not set. */
export interface Configuration {
  get(section: string, key: string): string | undefined
  /** The same, with its source. */
  find(section: string, key: string): Setting | undefined
  /** Files of parent folders that are ignored because they, or their folders, belong to another user. */
  readonly ignored: readonly string[]
}

export interface Setting {
  readonly value: string
  /** The file of a parent folder that contains the setting; undefined for the environment and the user's own file. */
  readonly above: string | undefined
}

/** What decides which configuration applies. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The user's home directory. */
  readonly home: string
  /** The current directory. */
  readonly cwd: string
}
