import type {Images, ProgramContext, RunningProgram} from '../node/program.ts'
import {apiAccess} from './identity/api-access.ts'
import {runConnector} from './connector.ts'
import type {ConnectorImageOptions} from './connector-options.ts'
import {runInitValidation} from './init-validation.ts'

const repository = 'mcr.microsoft.com/oss/virtual-kubelet'
const connectorTags = [
  ...Array.from({length: 13}, (_, index) => `1.4.${index + 4}`).filter(tag => tag !== '1.4.6'),
  '1.5.0',
  '1.5.1',
  '1.6.0',
  '1.6.1',
  '1.6.2',
  '1.6.3',
  '1.6.4',
]

/** The images of the connector and of its init container, with the tags of their releases; both run as root unless told otherwise. */
export function connectorImages(options: ConnectorImageOptions): Images {
  const startConnector = (context: ProgramContext): RunningProgram => {
    const {pollMs, leaseRenewMs} = options
    const {done, stop} = runConnector({
      ...context,
      args: [...context.command.slice(1), ...context.args],
      api: () => apiAccess(context.env, context.files),
      azure: options.azure,
      version: context.imageTag,
      ...(pollMs === undefined ? {} : {pollMs}),
      ...(leaseRenewMs === undefined ? {} : {leaseRenewMs}),
    })
    return {done, signal: stop}
  }
  const startValidation = (context: ProgramContext): RunningProgram => {
    const ended = Promise.withResolvers<number>()
    void runInitValidation(context, options).then(ended.resolve, (error: unknown) => {
      context.log((error as Error).message)
      ended.resolve(1)
    })
    return {done: ended.promise, signal: () => ended.resolve(143)}
  }
  return {
    [`${repository}/virtual-kubelet`]: {tags: connectorTags, start: startConnector},
    [`${repository}/init-validation`]: {tags: ['0.2.0', '0.3.0', '0.3.1', '0.3.2'], start: startValidation},
  }
}
