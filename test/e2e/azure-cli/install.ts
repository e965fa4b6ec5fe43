// `npm run azure-cli`: installs the real az for its tests, once, outside the checkout. It takes about two minutes and 1 GB. Where Python or pip is missing, it
// says so and ends well: the tests are skipped then.
import {mkdir, rm} from 'node:fs/promises'
import {dirname} from 'node:path'
import {execa} from 'execa'
import which from 'which'
import {azureCliFolder, azureCliVersion, findAz} from './find.ts'

async function install(): Promise<string> {
  const found = findAz()
  if (found !== undefined) return found
  const python = which.sync('python3', {nothrow: true}) ?? which.sync('python', {nothrow: true})
  if (python === null) return 'The Azure CLI needs Python, which is not installed. Its tests are skipped.'
  const folder = azureCliFolder()
  await mkdir(dirname(folder), {recursive: true})
  console.error(`Installing the Azure CLI ${azureCliVersion}, once; this takes about two minutes.`)
  try {
    await execa(python, ['-m', 'venv', folder])
    const ofFolder = process.platform === 'win32' ? `${folder}\\Scripts\\python.exe` : `${folder}/bin/python`
    await execa(ofFolder, ['-m', 'pip', 'install', '--quiet', `azure-cli==${azureCliVersion}`], {timeout: 8 * 60_000})
  } catch (error) {
    await rm(folder, {recursive: true, force: true})
    return `The Azure CLI could not be installed. Its tests are skipped. ${error instanceof Error ? error.message : String(error)}`
  }
  return findAz() ?? 'pip installed no az. Its tests are skipped.'
}

console.log(await install())
