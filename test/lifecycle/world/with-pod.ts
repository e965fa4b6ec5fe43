import {quickSample} from './sample.ts'
import type {World} from './world.ts'

/** A Linux connector with one pod on its node. */
export async function withPod(on: World, install = 'install-connector'): Promise<void> {
  await on.vkctl(install)
  await startPod(on)
}

/** Runs the sample on a virtual node. */
export async function startPod(on: World, sample = 'sample'): Promise<void> {
  await on.kubectl('apply -f -', await quickSample(on, sample))
  await on.kubectl('wait --for=condition=Available deployment/aci-helloworld --timeout=60s')
}

export async function withoutPod({kubectl}: World): Promise<void> {
  await kubectl('delete deployment aci-helloworld --cascade=foreground --wait')
  await kubectl('wait --for=delete pod -l app=aci-helloworld --timeout=60s')
}
