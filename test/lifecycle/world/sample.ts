import type {World} from './world.ts'

/** The Linux sample as vkctl prints it, but for pods that end at once: nothing is to be seen in the 30 seconds that Kubernetes gives them. */
export async function quickSample({vkctl}: Pick<World, 'vkctl'>, command = 'sample'): Promise<string> {
  const {stdout} = await vkctl(command)
  return stdout.replace(/^( +)containers:$/m, '$1terminationGracePeriodSeconds: 1\n$&')
}
