import type {HttpClient, PipelineResponse} from '@azure/core-rest-pipeline'

/** A GET request for which the SDK has no client. Like the SDK, it uses the proxy that the environment names. */
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
