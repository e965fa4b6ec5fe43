const hidden = '***'

/** The name of something secret at the end of a longer name: `client_secret`, `AccountKey`, `--registry-password`. */
const secretName = String.raw`[\w-]{0,40}(?:secret|passw(?:or)?d|pwd|token|credentials?|api_?key|account_?key|access_?key|\bsig)`

/**
 * How secrets look in logs, errors and arguments of others. Each keeps what is around the secret: rules look for the words of an error, and people for the
 * line. A private key, a token of Entra ID or of a service account, headers, the part of a URL before its host, options, tokens and keys of GitHub, Entra ID,
 * Azure Storage and registries, `name=value` and `"name": "value"`.
 */
const patterns: readonly (readonly [look: RegExp, shown: string])[] = [
  [/(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gs, `$1${hidden}`],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g, hidden],
  [/\b(Bearer +)[\w.~+/=-]{20,}/gi, `$1${hidden}`],
  [/(Authorization\\?["']?: *\\?["']?\w+ +)[\w.~+/=-]+/gi, `$1${hidden}`],
  [/\b(Basic +)(?=[a-z]*[\d+/=A-Z])[\w+/]{8,}=*/g, `$1${hidden}`],
  [/(\bX-[\w-]{0,40}(?:Token|Key): *)\S+/gi, `$1${hidden}`],
  [/(\w:\/\/)[^\s/@:]*:(?!\d*\/)[^\s@]+@/g, `$1${hidden}@`],
  [new RegExp(String.raw`(${secretName}=(\\?["']))(?:(?!\2).)+`, 'gi'), `$1${hidden}`],
  [new RegExp(String.raw`(--${secretName} +)(?![-@/])[^\s"',;]+`, 'gi'), `$1${hidden}`],
  [/(\blogin [^\n]{0,200}-p +)[^\s"']+/g, `$1${hidden}`],
  [/((?:passw(?:or)?d|pwd|client_secret|(?:api|account|access)_?key)['"]?: +['"]?)[^\s"',;]+/gi, `$1${hidden}`],
  [/\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|[\w~.]{3}\dQ~[\w~.-]{31,34}|[\w+/]{86}==|[\w+/]{42}\+ACR\w{6})/g, hidden],
  [new RegExp(String.raw`(${secretName}=)(?!(?:true|false)\b|\d+m?s?\b|/|\\?["'])[^\s&"',;]+`, 'gi'), `$1${hidden}`],
  [new RegExp(String.raw`("${secretName}"\s*:\s*")(?:[^"\\]|\\.)+`, 'gi'), `$1${hidden}`],
  [new RegExp(String.raw`(\\"${secretName}\\"\s*:\s*\\")(?:(?!\\").)+`, 'gi'), `$1${hidden}`],
]

/** What every pattern needs; most texts have none of it. */
const hint = /eyJ|-----BEGIN|bearer|basic|:\/\/|secret|passw|pwd|token|credential|key|sig|login|gh[pousr]_|github_pat_|Q~|==|\+ACR/i

/** A text without what looks like a secret in it, and without these secrets. */
export function hideSecrets(text: string, secrets: readonly string[] = []): string {
  const known = secrets.reduce((rest, secret) => rest.replaceAll(secret, hidden), text)
  return !hint.test(known) ? known : patterns.reduce((rest, [look, shown]) => rest.replace(look, shown), known)
}
