import type {HttpClient} from '@azure/core-rest-pipeline'
import type {Surroundings} from '../../configuration/config-files.ts'
import {readConfiguration} from '../../configuration/configuration.ts'
import {UsageError} from '../../errors.ts'
import {readCloudMetadata} from './cloud-metadata.ts'
import type {Cloud} from './cloud.ts'
import {knownCloud, knownClouds, publicCloud} from './known-clouds.ts'
import {registeredClouds} from './registered-clouds.ts'

/**
 * The cloud to use. `AZURE_CLOUD` or the configuration of az (`[cloud] name`) names it, in the list of `ARM_CLOUD_METADATA_URL` if that is set. Without a
 * name, it is the only cloud of that list, or the public cloud. Rejects with UsageError if the name is unknown or several clouds are possible.
 */
export async function resolveCloud(surroundings: Surroundings, client: HttpClient, userAgent: string): Promise<Cloud> {
  const name = surroundings.env['AZURE_CLOUD'] || (await readConfiguration(surroundings)).all('cloud.name')[0]?.value
  const metadataUrl = surroundings.env['ARM_CLOUD_METADATA_URL']
  if (metadataUrl) return pick(await readCloudMetadata(metadataUrl, client, userAgent), name, metadataUrl)
  if (name === undefined) return publicCloud
  const known = knownCloud(name)
  if (known !== undefined) return known
  const registered = await registeredClouds(surroundings)
  return registered.find(cloud => cloud.name === name) ?? unknown(name, [...knownClouds, ...registered], 'az')
}

function pick(clouds: readonly Cloud[], name: string | undefined, source: string): Cloud {
  const [only, ...others] = clouds
  const named = clouds.find(cloud => cloud.name.toLowerCase() === name?.toLowerCase()) ?? (others.length === 0 ? only : undefined)
  if (named !== undefined) return named
  if (name !== undefined) return unknown(name, clouds, source)
  throw new UsageError(`${source} lists several clouds: ${names(clouds)}.`, {hints: ['Set AZURE_CLOUD to one of them.']})
}

function unknown(name: string, clouds: readonly Cloud[], source: string): never {
  throw new UsageError(`The cloud '${name}' is not known to ${source}. Known clouds: ${names(clouds)}.`, {
    hints: ["Set AZURE_CLOUD or run 'az cloud set --name …'."],
  })
}

const names = (clouds: readonly Cloud[]): string => clouds.map(({name}) => name).join(', ')
