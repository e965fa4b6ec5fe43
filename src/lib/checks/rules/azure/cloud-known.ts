import {connectorRule} from '../../connector-values.ts'

/** Letter case matters; the provider panics with any other (azure-aci v1.6.4, pkg/auth). */
const clouds = ['AzurePublicCloud', 'AzureUSGovernmentCloud', 'AzureChinaCloud']

export const cloudKnown = connectorRule({
  id: 'cloud-known',
  category: 'azure',
  title: 'The provider knows the cloud',
  page: {
    symptom: 'The pod of the connector panics at its start with cloud config does not exist.',
    cause: `The cloud in its azure.json is none of ${clouds.join(', ')}, written exactly so.`,
    fix: 'Run install-connector again, which writes azure.json anew.',
  },
  needs: ['credentials'],
  check({target}, {credentials}) {
    if (credentials === undefined) return {verdict: 'skipped', message: 'It has no Secret of vkctl'}
    const {cloud} = credentials
    if (clouds.includes(cloud)) return {verdict: 'ok', message: cloud}
    return {
      verdict: 'problem',
      message: `The Secret of ${target} names ${cloud === '' ? 'no cloud' : `the cloud ${cloud}`}; the provider knows only ${clouds.join(', ')}.`,
      remedy: 'Run install-connector with the same arguments again; it writes azure.json anew.',
    }
  },
})
