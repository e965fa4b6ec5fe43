/** Shown in place of what is hidden. */
const hidden = '***'

/** A text with its addresses as they may be shown: user, password and query, which may be a signature, are hidden. */
export function withoutCredentials(text: string): string {
  return text.replaceAll(
    /\b([a-z][a-z\d+.-]*:\/\/)([^\s/"'?#]*@)?([^\s"'?#]*)(\?[^\s"'#]*)?(#[^\s"']*)?/gi,
    (_, scheme: string, user: string | undefined, rest: string, query: string | undefined) =>
      `${scheme}${user === undefined ? '' : `${hidden}@`}${rest}${query === undefined ? '' : `?${hidden}`}`,
  )
}

/** Whether a part of an address is hidden, so that the address cannot be used. */
export function isIncomplete(address: string): boolean {
  return address.includes(hidden)
}
