import {describe, expect, it} from '@jest/globals'
import {logExcerpt, withoutProbes} from '../../../../src/lib/checks/wording/log-excerpt.ts'

const probes = [1, 2, 3].map(second => `2026/11/29 10:00:0${second} http: TLS handshake error from 10.244.0.1:5123${second}: EOF`)
const started = 'time="2026-11-29T10:00:00Z" level=info msg="using user identity for Authentication"'
const failed = (second: number): string => `time="2026-11-29T10:00:0${second}Z" level=error msg="failed to list *v1.Secret"`
const stack = [
  'panic: runtime error: invalid memory address or nil pointer dereference',
  '[signal SIGSEGV: segmentation violation code=0x1 addr=0x10 pc=0x1b3d0e5]',
  '',
  'goroutine 214 [running]:',
  'github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime.(*Pager[...]).NextPage(0xc0, {0x2a1f0b8, 0xc0007d2c30})',
  '\t/go/pkg/mod/github.com/!azure/azure-sdk-for-go/sdk/azcore@v1.9.0/runtime/pager.go:93 +0x2c5',
  'github.com/virtual-kubelet/azure-aci/pkg/client.(*AzClientsAPIs).GetContainerGroupListResult(0xc000512a80, {0x2a1f0b8, 0xc0007d2c30})',
  '\t/workspace/pkg/client/client_apis.go:196 +0x2c5',
  'github.com/virtual-kubelet/azure-aci/pkg/provider.(*ACIProvider).GetPods(0xc0003b4000, {0x2a1f0b8, 0xc0007d2ba0})',
  '\t/workspace/pkg/provider/aci.go:556 +0x12d',
  'created by github.com/virtual-kubelet/virtual-kubelet/node/nodeutil.(*Node).Run in goroutine 88',
  '\t/go/pkg/mod/github.com/virtual-kubelet/virtual-kubelet@v1.11.0/node/nodeutil/controller.go:109 +0x1ea',
]

describe('an excerpt of a log', () => {
  it('leaves out what probes cause', () => {
    expect(withoutProbes([started, ...probes].join('\n'))).toBe(started)
    const other = '2026/11/29 10:00:01 http: TLS handshake error from 10.244.0.1:5123: tls: client offered only unsupported versions'
    expect(withoutProbes(other)).toBe(other)
  })

  it('has each line once, whenever it was written, where it came last', () => {
    expect(logExcerpt([failed(1), 'Error: another', failed(2), failed(3)].join('\n'), 10)).toEqual([
      'Error: another',
      `${failed(3)} (3 times)`,
    ])
  })

  it('shortens a stack to the panic and the first frame of the provider, and goes on after it', () => {
    const panic = 'panic: runtime error: invalid memory address or nil pointer dereference (client/client_apis.go:196)'
    expect(logExcerpt([started, ...stack].join('\n'), 10)).toEqual([panic])
    expect(logExcerpt([started, ...stack, failed(1), ...stack].join('\n'), 10)).toEqual([failed(1), `${panic} (2 times)`])
  })

  it('has only warnings and errors, or the last lines if there are none', () => {
    expect(logExcerpt([failed(1), started].join('\n'), 10)).toEqual([failed(1)])
    expect(logExcerpt([...probes, 'one', 'two', 'three', ''].join('\n'), 2)).toEqual(['two', 'three'])
    expect(logExcerpt('', 2)).toEqual([])
  })
})
