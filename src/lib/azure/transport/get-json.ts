import type {HttpClient, PipelineResponse} from '@azure/core-rest-pipeline'

/** One GET of something that the SDK has no client for. Goes through a proxy when the environment names one, as the SDK does. */
export async function getJson(
  url: string,
  client: HttpClient,
  {userAgent, token}: {userAgent: string; token?: string},
): Promise<PipelineResponse> {
  const {createHttpHeaders, createPipelineFromOptions, createPipelineRequest} = await import('@azure/core-rest-pipeline')
  const pipeline = createPipelineFromOptions({retryOptions: {maxRetries: 0}, userAgentOptions: {userAgentPrefix: userAgent}})
  const headers = createHttpHeaders({accept: 'application/json', ...(token !== undefined && {authorization: `Bearer ${token}`})})
  return pipeline.sendRequest(client, createPipelineRequest({url, headers}))
}
