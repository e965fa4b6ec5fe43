import {chmod, writeFile} from 'node:fs/promises'
import {delimiter, join} from 'node:path'

/**
 * Puts a program named az into a folder: a strict stand-in for `az account get-access-token` of az 2.91 and for nothing else. It answers with
 * `token`, or fails as az does when nobody is signed in, and notes each run in `az.log`. Gives the PATH on which it is found.
 */
export async function writeFakeAz(
  folder: string,
  {token, resource, subscription}: {token?: string; resource: string; subscription?: string},
): Promise<string> {
  const expected = [
    'account',
    'get-access-token',
    '--output',
    'json',
    '--resource',
    resource,
    ...(subscription === undefined ? [] : ['--subscription', subscription]),
  ]
  const expiresOn = Math.floor(Date.now() / 1000) + 3600
  const answer = {
    accessToken: token,
    expiresOn: new Date(expiresOn * 1000).toISOString(),
    expires_on: expiresOn,
    subscription,
    tokenType: 'Bearer',
  }
  const program = `
require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'az.log'))}, process.argv.slice(2).join(' ') + '\\n')
if (JSON.stringify(process.argv.slice(2)) !== ${JSON.stringify(JSON.stringify(expected))}) {
  console.error('ERROR: unrecognized arguments: ' + process.argv.slice(2).join(' '))
  process.exit(2)
}
${token === undefined ? `console.error("ERROR: Please run 'az login' to setup account."); process.exit(1)` : `console.log(${JSON.stringify(JSON.stringify(answer))})`}
`
  if (process.platform === 'win32') {
    await writeFile(join(folder, 'az.js'), program)
    await writeFile(join(folder, 'az.cmd'), `@"${process.execPath}" "%~dp0az.js" %*\r\n`)
  } else {
    await writeFile(join(folder, 'az'), `#!${process.execPath}\n${program}`)
    await chmod(join(folder, 'az'), 0o755)
  }
  return [folder].join(delimiter)
}
