import {relative} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from '@jest/globals'
import {UsageError} from '../../../src/lib/errors.ts'
import {chartAddress} from '../../../src/lib/helm/chart-address.ts'

const folder = fileURLToPath(new URL('../../../charts/aci-connector', import.meta.url))

describe('the address of a chart', () => {
  it.each(['https://h/x.tgz', 'oci://h/x', 'HTTPS://h/x', 'repo/name', './no/such/folder'])('may be %s', async address => {
    expect(await chartAddress(address)).toBe(address)
  })

  it('is the same from every folder when it is a path', async () => {
    expect(await chartAddress(relative(process.cwd(), folder))).toBe(folder)
    expect(await chartAddress(folder)).toBe(folder)
  })

  it.each(['http://me:pa55@h/x.tgz?sig=s', 'file:///x.tgz', 'ftp://h/x', 'git+https://h/x', '--post-renderer=/bin/sh', '-f'])(
    'may not be %s',
    async address => {
      const refused = await chartAddress(address).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(UsageError)
      expect(String(refused)).not.toMatch(/pa55|sig/)
    },
  )
})
