import {describe, expect, it} from '@jest/globals'
import {azurePipelinesIssues, githubAnnotations} from '../../src/findings/annotations.ts'
import {markdown} from '../../src/findings/markdown.ts'
import {finding} from './finding.ts'

const location = {file: 'k8s/a,b:c.yaml', line: 7}
const findings = [
  finding({verdict: 'ok'}),
  finding({id: 'toleration', location, target: 'Deployment web', message: 'No toleration: 100%.', remedy: 'vkctl validate --fix'}),
  finding({id: 'zones', verdict: 'warning', message: 'It is ignored.', remedy: ''}),
  finding({id: 'lease', verdict: 'unknown', because: {id: 'node-ready', target: 'vk-linux'}}),
  finding({verdict: 'skipped'}),
]

/** What somebody writes into a cluster to steer a pipeline. */
const hostile = finding({
  target: 'x,title=y::\n::set-output name=a::b',
  message: 'bad\r\n::add-mask::secret\n##vso[task.setvariable variable=a]b; ##[command]x \u001B[31m',
  remedy: '',
})

describe('annotations of GitHub', () => {
  it('are errors and warnings at file and line', () => {
    expect(githubAnnotations(findings, 'problem').split('\n')).toEqual([
      '::error file=k8s/a%2Cb%3Ac.yaml,line=7,title=Deployment web (toleration)::No toleration: 100%25.%0Avkctl validate --fix',
      '::warning title=vk-linux (zones)::It is ignored.',
      '::error title=vk-linux (lease)::Node n is not Ready.%0ABecause of node-ready.',
      '',
    ])
    expect(githubAnnotations(findings, 'warning')).toContain('::error title=vk-linux (zones)::')
  })

  it('are one command each, whatever the cluster says', () => {
    const text = githubAnnotations([hostile], 'problem')
    expect(text).toMatch(/^::error title=[^\n:,]*::[^\n\r]*\n$/)
    expect(text).not.toContain('\u001B')
    expect(text).not.toMatch(/##\[|##vso\[/)
  })
})

describe('issues of Azure Pipelines', () => {
  it('are errors and warnings at file and line', () => {
    expect(azurePipelinesIssues(findings, 'problem').split('\n')).toEqual([
      '##vso[task.logissue type=error;sourcepath=k8s/a,b:c.yaml;linenumber=7;code=toleration]Deployment web: No toleration: 100%AZP25.%0Avkctl validate --fix',
      '##vso[task.logissue type=warning;code=zones]vk-linux: It is ignored.',
      '##vso[task.logissue type=error;code=lease]vk-linux: Node n is not Ready.%0ABecause of node-ready.',
      '',
    ])
  })

  it('are one command each, whatever the cluster says', () => {
    const text = azurePipelinesIssues([hostile], 'problem')
    expect(text).toMatch(/^##vso\[task\.logissue [^\n\]]*\][^\n\r\];]*\n$/)
    expect(text.match(/##\w*\[/g)).toHaveLength(1)
  })
})

describe('a summary in Markdown', () => {
  it('has a sentence, and a row for what is not ok', () => {
    const lines = markdown({ok: false, connectors: [], findings}, 'problem').split('\n')
    const sentence = 'The checks failed: 1 problem, 1 check could not run, 1 warning; 1 check passed, 1 skipped.'
    expect(lines.slice(0, 3)).toEqual(['### vkctl validate', '', sentence])
    expect(lines.filter(line => line.startsWith('| ')).map(line => line.split(' ')[1])).toEqual(['result', 'problem', 'warning', 'unknown'])
    expect(markdown({ok: true, connectors: [], findings: findings.slice(0, 1)}, 'problem')).toBe(
      '### vkctl validate\n\nThe checks passed: 1 check passed.\n',
    )
  })

  it('shows texts as they are', () => {
    const text = markdown(
      {ok: false, connectors: [], findings: [finding({message: '<img src=x> [a](http://b) | `c` @all\n# d'})]},
      'problem',
    )
    const cells = text.split('\n').find(line => line.startsWith('| problem')) ?? ''
    expect(cells.split(' | ')).toHaveLength(5)
    expect(
      cells
        .replaceAll('<br>', '')
        .replaceAll(/&#\d+;/g, '')
        .replace(/^\| | \|$/g, '')
        .replaceAll(' | ', ''),
    ).not.toMatch(/[<>[\]()|`@#!*_:]/)
  })
})
