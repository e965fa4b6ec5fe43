/** What is said to people, on stderr. The levels are az's; which of them are shown is decided by `--verbose`, `--debug` and `--only-show-errors`. */
export interface Talk {
  /** Something the user should know although the command goes on. */
  warning(text: string): void
  /** A step that is being taken or a thing that is being waited for; shown unless `--only-show-errors`. */
  step(text: string): void
  /** Shown with `--verbose`. */
  info(text: string): void
  /** Shown with `--debug`. Never holds a secret. */
  debug(text: string): void
}
