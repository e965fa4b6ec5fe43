import {nilDereference, type GoFrame} from '../go-quirks.ts'

/** Azure gave no answer: there is no token, or nothing answers at its address. */
export class NoResponse extends Error {}

const client = 'github.com/virtual-kubelet/azure-aci/pkg/client.(*AzClientsAPIs)'
const node = 'github.com/virtual-kubelet/virtual-kubelet/node'
const library = '/go/pkg/mod/github.com/virtual-kubelet/virtual-kubelet@v1.11.0/node'

/** The stack of the first list of container groups, which comes before the Node is registered. */
export const onList: readonly GoFrame[] = [
  [
    `${client}.GetContainerGroupListResult(0xc000512a80, {0x2a1f0b8, 0xc0007d2c30}, {0xc00005a0f0, 0x28})`,
    '/workspace/pkg/client/client_apis.go:196 +0x2c5',
  ],
  [
    'github.com/virtual-kubelet/azure-aci/pkg/provider.(*ACIProvider).GetPods(0xc0003b4000, {0x2a1f0b8, 0xc0007d2ba0})',
    '/workspace/pkg/provider/aci.go:556 +0x12d',
  ],
  [`${node}.(*PodController).deleteDanglingPods(0xc0004a2000, {0x2a1f0b8, 0xc0007d2ab0}, 0x32)`, `${library}/podcontroller.go:594 +0xb7`],
  [`${node}.(*PodController).Run(0xc0004a2000, {0x2a1f080, 0xc000131450}, 0x32)`, `${library}/podcontroller.go:397 +0x8d3`],
  [`created by ${node}/nodeutil.(*Node).Run in goroutine 88`, `${library}/nodeutil/controller.go:109 +0x1ea`],
]

/** The stack of a request for one pod. */
export function inSync(call: string, line: number): readonly GoFrame[] {
  return [
    [`${client}.${call}(...)`, `/workspace/pkg/client/client_apis.go:${line} +0x1f4`],
    [`${node}.(*PodController).syncPodFromKubernetesHandler(...)`, `${library}/podcontroller.go:517 +0x4a5`],
  ]
}

/** After a failed request, the provider reads the status of the answer. Without an answer it crashes there, before it has logged anything (azure-aci v1.6.4). */
export async function orPanic<T>(frames: readonly GoFrame[], asking: Promise<T>): Promise<T> {
  try {
    return await asking
  } catch (error) {
    if (error instanceof NoResponse) throw nilDereference(frames)
    throw error
  }
}
