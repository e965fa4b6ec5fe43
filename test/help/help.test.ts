import {describe, expect, it} from '@jest/globals'
import {commandHelp} from '../../src/help/command-help.ts'
import {groupHelp} from '../../src/help/group-help.ts'
import {helpWidth} from '../../src/help/layout.ts'
import type {Surface} from '../../src/surface.ts'

// The layout is that of `az aks show --help`, `az aks get-credentials --help` and `az provider --help` in Azure CLI 2.91.0.

const flag = (summary: string, rest: object = {}) => ({type: 'option' as const, name: '', multiple: false as const, summary, ...rest})
const toggle = (summary: string, rest: object = {}) => ({type: 'boolean' as const, name: '', allowNo: false, summary, ...rest})

const globals = {
  debug: toggle('Increase logging verbosity to show all debug logs.', {helpGroup: 'Global'}),
  help: toggle('Show this help message and exit.', {char: 'h', helpGroup: 'Global'}),
  output: flag('Output format.', {
    char: 'o',
    helpGroup: 'Global',
    options: ['json', 'jsonc', 'yaml', 'yamlc', 'table', 'tsv', 'none'],
    default: 'json',
  }),
}

describe('help of a command', () => {
  it('is laid out as az does', () => {
    const text = commandHelp(
      {
        id: 'aks:get-credentials',
        summary: 'get access credentials for a managed Kubernetes cluster',
        description:
          'By default, the credentials are merged into the .kube/config file so kubectl can use them.\nSee -f parameter for details.',
        examples: [
          {
            description: 'Get access credentials for a managed Kubernetes cluster',
            command: 'az aks get-credentials --name MyManagedCluster --resource-group MyResourceGroup',
          },
        ],
        args: {},
        flags: {
          admin: toggle('Get cluster administrator credentials.', {
            char: 'a',
            description:
              "On clusters with Azure Active Directory integration, this bypasses normal Azure AD authentication and can be used if you're blocked.",
          }),
          'resource-group': flag(
            'Name of resource group. You can configure the default group using `az configure --defaults group=<name>`.',
            {char: 'g', required: true},
          ),
          name: flag('Name of the managed cluster.', {char: 'n', required: true}),
          secret: flag('Not shown.', {hidden: true}),
          ...globals,
        },
      },
      {bin: 'az', configured: () => undefined, width: 100},
    )
    expect(text).toBe(`
Command
    az aks get-credentials : Get access credentials for a managed Kubernetes cluster.
        By default, the credentials are merged into the .kube/config file so kubectl can use them.
        See -f parameter for details.

Arguments
    --name -n           [Required] : Name of the managed cluster.
    --resource-group -g [Required] : Name of resource group. You can configure the default group
                                     using \`az configure --defaults group=<name>\`.
    --admin -a                     : Get cluster administrator credentials.
        On clusters with Azure Active Directory integration, this bypasses normal Azure AD
        authentication and can be used if you're blocked.

Global Arguments
    --debug                        : Increase logging verbosity to show all debug logs.
    --help -h                      : Show this help message and exit.
    --output -o                    : Output format.  Allowed values: json, jsonc, none, table, tsv,
                                     yaml, yamlc.  Default: json.

Examples
    Get access credentials for a managed Kubernetes cluster
        az aks get-credentials --name MyManagedCluster --resource-group MyResourceGroup

`)
  })
})

describe('help of a command with a configured default', () => {
  it('does not call the argument required, and says what is configured', () => {
    const flags = {
      'resource-group': flag('Name of resource group. You can configure the default group using `az configure --defaults group=<name>`.', {
        char: 'g',
        required: true,
      }),
      name: flag('Name of the managed cluster.', {char: 'n', required: true}),
    }
    const text = commandHelp(
      {id: 'aks:show', summary: 'Show it', args: {}, flags},
      {bin: 'az', configured: name => (name === 'resource-group' ? 'rig-rg' : undefined), width: 100},
    )
    expect(text).toContain(`
Arguments
    --name -n [Required] : Name of the managed cluster.
    --resource-group -g  : Name of resource group. You can configure the default group using
                           \`az configure --defaults group=<name>\`.  Config: rig-rg.
`)
  })
})

describe('help of a group', () => {
  const command = (summary: string, hidden = false) => ({summary, hidden})
  const surface = {
    bin: 'az',
    version: '1.0.0',
    summary: 'Azure on the command line',
    groups: {
      provider: 'Manage resource providers',
      'provider:operation': 'Get provider operations metadatas.',
      'provider:permission': 'Manage permissions for a provider.',
    },
    commands: {
      'provider:unregister': command('Unregister a provider.'),
      'provider:list': command('gets all resource providers for a subscription'),
      'provider:secret': command('Not shown.', true),
      version: command('Show the versions.'),
    },
  } as unknown as Surface

  it('is laid out as az does', () => {
    expect(groupHelp(surface, 'provider', 100)).toBe(`
Group
    az provider : Manage resource providers.

Subgroups:
    operation  : Get provider operations metadatas.
    permission : Manage permissions for a provider.

Commands:
    list       : Gets all resource providers for a subscription.
    unregister : Unregister a provider.

`)
  })
})

describe('help of any width', () => {
  const flags = {
    name: flag('Name of the managed cluster.', {char: 'n', required: true, helpGroup: 'Cluster'}),
    location: flag('The location to create the ACI container groups.', {helpGroup: 'Place'}),
    ...globals,
  }
  const help = (width: number) =>
    commandHelp({id: 'install', summary: 'Install a connector', args: {}, flags}, {bin: 'vkctl', configured: () => undefined, width})

  it.each([40, 60, 80, 120, 200])('has no line longer than %d', width => {
    const longest = Math.max(
      ...help(width)
        .split('\n')
        .map(line => line.length),
    )
    expect(longest).toBeLessThanOrEqual(width)
  })

  it('has a heading for each group, the global one last', () => {
    expect(help(80).match(/^.* Arguments$/gm)).toEqual(['Cluster Arguments', 'Place Arguments', 'Global Arguments'])
  })

  it('puts texts on lines of their own if the column for them would be too narrow', () => {
    expect(help(40)).toContain(`
Cluster Arguments
    --name -n [Required]
        Name of the managed cluster.

Place Arguments
    --location
        The location to create the ACI
        container groups.
`)
  })
})

describe('the width of help', () => {
  it.each([
    [{stdout: false, columns: 200}, 80],
    [{stdout: true, columns: 20}, 40],
    [{stdout: true, columns: 132}, 132],
    [{stdout: true, columns: 500}, 200],
  ])('%j is %d', (terminal, width) => {
    expect(helpWidth(terminal)).toBe(width)
  })
})
