import {expect, it} from '@jest/globals'
import {shortPullError} from '../../../../src/lib/checks/wording/pull-error.ts'

const image = 'mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet:9.9.9'
const steps = `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": `

it.each<[string, string, string | undefined, string]>([
  ['a message of containerd', `Back-off pulling image "${image}": ErrImagePull: ${steps}${image}: not found`, image, `${image}: not found`],
  ['an event', `Failed to pull image "${image}": ${steps}failed to authorize: 401`, image, `${image}: failed to authorize: 401`],
  ['a message that ends with the image', `Back-off pulling image "${image}"`, image, `Back-off pulling image "${image}"`],
  ['a message without the image', 'Error: ErrImagePull', image, 'Error: ErrImagePull'],
  ['an unknown image', 'Back-off', undefined, 'Back-off'],
])('%s', (_, message, of, expected) => {
  expect(shortPullError(message, of)).toBe(expected)
})
