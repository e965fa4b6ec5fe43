import type {World} from '../azure/world.ts'
import {duration, durationText} from './duration.ts'
import {listOf, oneOf, text, trueOrFalse, wholeNumber} from './kinds.ts'
import {setting, type Fields, type Setting} from './section.ts'

const delay = (name: keyof World['delays'], description: string): Setting =>
  setting(description, duration, {
    read: ({delays}) => durationText(delays[name]),
    write: (world, value) => void (world.delays = {...world.delays, [name]: value}),
  })

/** How long things take. */
export const delays: Fields = {
  fields: {
    registration: delay('registrationMs', 'From the registration of a resource provider until it is Registered.'),
    roleAssignment: delay('roleAssignmentMs', 'From the creation of a role assignment until it is in force.'),
    containerGroup: delay('containerStartMs', 'From the creation of a container group until it runs.'),
    imagePull: delay('imagePullMs', 'How long a node takes to pull an image. Container groups do not wait for it.'),
  },
}

const quotaOf = (name: keyof World['quotas'], description: string): Setting =>
  setting(description, wholeNumber(0, 100_000), {
    read: ({quotas}) => quotas[name],
    write: (world, value) => void (world.quotas = {...world.quotas, [name]: value}),
  })

export const quota: Fields = {
  fields: {
    ContainerGroups: quotaOf('ContainerGroups', 'How many container groups the subscription may have in a region.'),
    StandardCores: quotaOf('StandardCores', 'How many cores its container groups may have in a region.'),
  },
}

export const policies: Fields = {
  fields: {
    deny: setting(
      'Types of resources whose creation a policy denies (RequestDisallowedByPolicy).',
      listOf(
        oneOf(
          'Microsoft.ContainerInstance/containerGroups',
          'Microsoft.Authorization/roleAssignments',
          'Microsoft.Network/virtualNetworks/subnets',
        ),
      ),
      {read: ({deniedTypes}) => deniedTypes, write: (world, value) => void (world.deniedTypes = value)},
    ),
  },
}

export const subscription: Fields = {
  fields: {
    state: setting('A subscription that is Warned or Disabled can be read, but not changed.', oneOf('Enabled', 'Warned', 'Disabled'), {
      read: ({subscriptionState}) => subscriptionState,
      write: (world, value) => void (world.subscriptionState = value),
    }),
  },
}

export const registry: Fields = {
  fields: {
    rateLimited: setting('Docker Hub refuses pulls without credentials (RegistryErrorResponse).', trueOrFalse, {
      read: ({registryRateLimited}) => registryRateLimited,
      write: (world, value) => void (world.registryRateLimited = value),
    }),
    missing: setting(
      'Images that no registry has, with a tag or without one, for nodes and for container groups.',
      listOf(text('an image such as mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet:1.6.4', '[\\w./:@-]{1,500}')),
      {read: ({missingImages}) => missingImages, write: (world, value) => void (world.missingImages = value)},
    ),
  },
}

export const pods: Fields = {
  fields: {
    metadataService: setting(
      'Whether pods on the nodes reach the metadata service, from which managed identities get tokens.',
      oneOf('open', 'blocked'),
      {
        read: ({metadataServiceBlocked}) => (metadataServiceBlocked ? 'blocked' : 'open'),
        write: (world, value) => void (world.metadataServiceBlocked = value === 'blocked'),
      },
    ),
  },
}
