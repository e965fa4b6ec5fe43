import {VkctlCommand} from './command.ts'
import {usageHints} from './help/usage-hints.ts'
import type {Azure, ClusterRef} from './lib/azure/azure.ts'
import {UsageError} from './lib/errors.ts'
import type {Talk} from './lib/talk.ts'
import {azureIfThere, clusterNamed, type ClusterNames} from './readable-cluster.ts'

/** A command that only reads a cluster, and that can do without Azure if it gets a kubeconfig or a context. */
export abstract class ReadingCommand extends VkctlCommand {
  /** The cluster in Azure, if one is named, and Azure. Throws UsageError if a name is missing. */
  protected readable(flags: ClusterNames, talk: Talk = this.talk): {readonly ref: ClusterRef | undefined; readonly azure: Promise<Azure>} {
    try {
      const ref = clusterNamed(flags, this.configured)
      return {ref, azure: azureIfThere(() => this.azure(talk), ref, flags, this.system.signal)}
    } catch (error) {
      throw error instanceof UsageError ? new UsageError(error.message, {hints: usageHints(this.ctor, this.config.bin)}) : error
    }
  }
}
