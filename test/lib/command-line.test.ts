import {execFileSync} from 'node:child_process'
import {describe, expect, it} from '@jest/globals'
import {commandLine} from '../../src/lib/command-line.ts'

describe('a command to copy', () => {
  it('keeps plain words as they are', () => {
    const id = '/subscriptions/0-1/resourceGroups/MC_a_b_eastus'
    expect(commandLine`az container delete --ids ${[id, `${id}2`]} --name ${'a.b:c@d,e=f'}`).toBe(
      `az container delete --ids ${id} ${id}2 --name a.b:c@d,e=f`,
    )
  })

  it.each(['two words', "it's", '$(touch /tmp/x)', '`id`', 'a;b', 'a&&b', '*', '~', '', '"', '\\', '!x', '#x'])('quotes %j', word => {
    if (process.platform === 'win32') return
    const script = commandLine`printf %s ${word}`
    expect(execFileSync('/bin/sh', ['-c', script], {encoding: 'utf8'})).toBe(word)
  })

  it('is one line, whatever is in it', () => {
    expect(commandLine`kubectl uncordon ${'a\nrm -rf x\r\u2028\u001B[2J'}`).toBe("kubectl uncordon 'a?rm -rf x???[2J'")
  })

  it('quotes each word of a list', () => {
    expect(commandLine`x ${['a b', 'c']}`).toBe("x 'a b' c")
  })
})
