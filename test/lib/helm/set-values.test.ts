import {execFile} from 'node:child_process'
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {assign, parseAssignments} from '../../../src/lib/helm/set-values.ts'
import {tools} from '../../tools.ts'

let chart: string

beforeAll(async () => {
  chart = await mkdtemp(join(tmpdir(), 'set-values-'))
  await mkdir(join(chart, 'templates'))
  await writeFile(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: c\nversion: 1.0.0\n')
  await writeFile(join(chart, 'templates', 'values.yaml'), '{{ toJson .Values }}\n')
})
afterAll(() => rm(chart, {recursive: true, force: true}))

const parse = (text: string, asText = false) => assign({}, parseAssignments(text, asText))

describe('--set', () => {
  it.each([
    ['--set', 'a=b,c=,n=null,i=1,t=True,f=false,z=007,d=1.5,m=-3,p=+5,o=0,x=-0'],
    ['--set', 'l={x,y,1,null},e={},m={x\\,y,z},after={a}b=1,q="q",brace=},open={x,{y}'],
    ['--set', 'a[0]=x,a[2].b=1,m.n[0][1]=2,m.n[0][0]={1},w[0]='],
    ['--set', 'a\\.b.c=1,d\\=e=f,g=x\\,y,h==i,s= a b ,t. u=1,end=1,'],
    ['--set', 'a.b=1,a.c=2,a.b=3,é.ü=ß'],
    ['--set-string', 'a=1,b=null,c={1,true},d[1].e=false'],
  ])('%s %s gives what helm makes of it', async (flag, text) => {
    const {stdout} = await promisify(execFile)(tools['4.2.3'].helm, ['template', 'r', chart, flag, text])
    const json = stdout.split('\n').find(line => line.startsWith('{')) ?? ''
    expect(parse(text, flag === '--set-string')).toEqual(JSON.parse(json))
  })

  it.each(['a', 'a.b', 'a.=1', '.a=1', '=1', ',a=1', 'a[x]=1', 'a[0', 'a[-1]=1', 'a[70000]=1', 'a[0]', 'a={x', 'a=9223372036854775807'])(
    'refuses %s',
    text => {
      expect(() => parseAssignments(text, false)).toThrow(expect.objectContaining({exitCode: 2}))
    },
  )

  it('changes only what it names, and never the prototype', () => {
    const values = {a: {b: 1, c: [{d: 1}, {e: 2}]}, f: 'text'}
    expect(assign(values, parseAssignments('a.c[1].e=3,f.g=1', false))).toEqual({a: {b: 1, c: [{d: 1}, {e: 3}]}, f: {g: 1}})
    expect(values.f).toBe('text')
    parse('__proto__.polluted=1,constructor.prototype.polluted=1')
    expect({}).not.toHaveProperty('polluted')
  })
})
