// Started by sign-in.test.ts in a process of its own, because the SDK starts az from, and finds a managed identity in, the environment of its process.
// Opens Azure, asks for a resource group, and prints what happened as JSON. It ends by itself, if nothing keeps it.
import {openAzure} from '../../../../src/lib/azure/open-azure.ts'
import {UserError} from '../../../../src/lib/errors.ts'
import {hasty} from '../azure-under-test.ts'
import {talkTo} from '../../../talk.ts'

const said: string[] = []
const talk = talkTo({info: text => void said.push(text)})
const {env} = process
const home = env['HOME'] ?? ''
try {
  const azure = await openAzure({
    env,
    home,
    cwd: home,
    signal: new AbortController().signal,
    subscription: undefined,
    talk,
    patience: hasty,
  })
  const [{name}] = await Promise.all([azure.resourceGroup('myResourceGroup'), azure.containerGroups('myResourceGroup')])
  process.stdout.write(JSON.stringify({name, tenantId: azure.tenantId, said}))
} catch (error) {
  if (!(error instanceof UserError)) throw error
  process.stdout.write(JSON.stringify({message: error.message, hints: error.hints, exitCode: error.exitCode, said}))
}
