// The way from the browser to the API: every request needs a signed-in person, and every request is logged without its content.
import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DoorFunction } from './door-function.ts';

/** The route and not the path, who and not from where: thread ids and search words stay out of the log. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  person: '$context.authorizer.claims.sub',
  latencyMs: '$context.responseLatency',
  functionError: '$context.integrationErrorMessage',
};

/** For the whole desk, so that a runaway script cannot run up the bill. */
const LIMIT = { rateLimit: 100, burstLimit: 200 };

export class DeskApi extends Construct {
  /** Host name, for the site in front of it. */
  readonly host: string;
  readonly #api: HttpApi;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#api = new HttpApi(this, 'Api', { createDefaultStage: false, description: 'The desk of Earshot' });
    const log = new LogGroup(this, 'Log', { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      autoDeploy: true,
      throttle: LIMIT,
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    this.host = `${this.#api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  }

  /** Sends every signed-in request under `/api/` to the function. */
  deliverTo(door: DoorFunction, authorizer: IHttpRouteAuthorizer): void {
    this.#api.addRoutes({
      path: '/api/{proxy+}',
      methods: [HttpMethod.ANY],
      integration: new HttpLambdaIntegration('Function', door),
      authorizer,
    });
  }
}
