import {describe, expect, it} from '@jest/globals'
import {providerMessage} from '../../../../src/lib/checks/wording/provider-message.ts'

const line = '-'.repeat(80)
const page = (body: string): string =>
  `PUT https://management.azure.com/subscriptions/s/containerGroups/default-web\n${line}\nRESPONSE 403: 403 Forbidden\nERROR CODE: AuthorizationFailed\n${line}\n${body}\n${line}\n`

describe('what the provider says of an answer of Azure', () => {
  it('is the code and the message that ARM gave', () => {
    const body = JSON.stringify({error: {code: 'AuthorizationFailed', message: "The client 'x' may not.\nAsk."}}, undefined, 2)
    expect(providerMessage(page(body))).toBe("AuthorizationFailed: The client 'x' may not. Ask.")
  })

  it.each([
    ['Response contained no body', /ERROR CODE: AuthorizationFailed Response contained no body$/],
    ['{\n  "error": "no"\n}', /\{ "error": "no" \}$/],
    ['{\nnot JSON\n}', /\{ not JSON \}$/],
  ])('is the page in one line when it holds no error of ARM: %j', (body, text) => {
    expect(providerMessage(page(body))).toMatch(text)
    expect(providerMessage(page(body))).not.toMatch(/\n|---/)
  })

  it('is any other text as it is', () => {
    expect(providerMessage('ACI does not support tcpSocket probes')).toBe('ACI does not support tcpSocket probes')
  })
})
