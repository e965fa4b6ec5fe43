import * as Flags from '@oclif/core/flags'
import Sandbox from '../../src/commands/sandbox.ts'
import {UsageError, UserError} from '../../src/lib/errors.ts'

const planes = ['emulated', 'real'] as const

/** `vkctl sandbox` with a choice that only a checkout has. */
export default class SandboxOfChoice extends Sandbox {
  static override flags = {
    ...Sandbox.flags,
    'control-plane': Flags.option({
      options: planes,
      default: 'emulated' as const,
      summary: 'real: etcd and Kubernetes themselves, which Go builds at the first run.',
    })(),
  }

  override async run(): ReturnType<Sandbox['run']> {
    const {flags} = await this.parse(SandboxOfChoice)
    if (flags.scenario !== undefined && flags['control-plane'] === 'real')
      throw new UsageError('argument --scenario: not allowed with argument --control-plane real')
    return super.run()
  }

  protected override async start(flags: {
    readonly port?: number
    readonly settings?: unknown
    readonly 'control-plane'?: (typeof planes)[number]
  }): ReturnType<Sandbox['start']> {
    if (flags['control-plane'] !== 'real') return super.start(flags)
    const {GoMissing} = await import('../../test/e2e/control-plane/build.ts')
    const {startRealSandbox} = await import('../../test/e2e/real-sandbox.ts')
    try {
      return await startRealSandbox(flags)
    } catch (error) {
      if (!(error instanceof GoMissing)) throw error
      throw new UserError(error.message, {hints: ['Install it (https://go.dev/doc/install) and run again.'], cause: error})
    }
  }
}
