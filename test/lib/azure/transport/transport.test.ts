import {once} from 'node:events'
import {createServer, type RequestListener} from 'node:http'
import type {AddressInfo} from 'node:net'
import {gzipSync} from 'node:zlib'
import {describe, expect, it} from '@jest/globals'
import {createHttpHeaders, createPipelineRequest} from '@azure/core-rest-pipeline'
import {openTransport} from '../../../../src/lib/azure/transport/transport.ts'
import {hasty} from '../azure-under-test.ts'
import {talkTo} from '../../../talk.ts'

/** What Azure's transport makes of what a server says. */
async function ask(serve: RequestListener): Promise<unknown> {
  const server = createServer(serve).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const talk = talkTo()
    const {arm} = await openTransport({signal: new AbortController().signal, talk, patience: hasty, mostBytes: 1_000_000})
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/path`
    const headers = createHttpHeaders({'accept-encoding': 'gzip'})
    return await arm.sendRequest(createPipelineRequest({url, headers, allowInsecureConnection: true}))
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

describe('an answer that is too large', () => {
  it('may be a bomb: a few bytes that unpack to many', async () => {
    const bomb = gzipSync(JSON.stringify('x'.repeat(50_000_000)))
    let asked = 0
    await expect(ask((_, response) => void (asked++, response.writeHead(200, {'content-encoding': 'gzip'}).end(bomb)))).rejects.toThrow(
      /answered GET \/path with more than 1 MB\.$/,
    )
    expect({asked, small: bomb.length < 100_000}).toEqual({asked: 1, small: true})
  })

  it('may be one without end', async () => {
    await expect(
      ask((_, response) => {
        const pour = () => {
          if (!response.destroyed) void (response.write('x'.repeat(60_000)) ? setImmediate(pour) : response.once('drain', pour))
        }
        pour()
      }),
    ).rejects.toThrow(/with more than 1 MB\.$/)
  })
})
