/** Messages for people, on stderr. The levels are az's; `--verbose`, `--debug` and `--only-show-errors` decide which ones are shown. */
export interface Talk {
  /** Something that the user should know, although the command continues. */
  warning(text: string): void
  /** The step that vkctl takes, or what it waits for; shown unless `--only-show-errors`. */
  step(text: string): void
  /** Shown with `--verbose`. */
  info(text: string): void
  /** Shown with `--debug`. Must not contain a secret. `more` is only in the log file. */
  debug(text: string, more?: string): void
}
