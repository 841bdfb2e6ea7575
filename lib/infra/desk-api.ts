// The way to the API: people are signed in, other systems sign what they send; requests are logged without their content.
import { Aws, RemovalPolicy, Validations } from 'aws-cdk-lib';
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

  /** Sends the requests under a path of its own to a function that checks who signed them: other systems cannot sign in. */
  deliverSignedTo(door: DoorFunction, path: `/api/${string}`): void {
    const integration = new HttpLambdaIntegration('Function', door);
    const routes = [
      ...this.#api.addRoutes({ path, methods: [HttpMethod.POST], integration }),
      ...this.#api.addRoutes({ path: `${path}/{proxy+}`, methods: [HttpMethod.GET, HttpMethod.POST], integration }),
    ];
    const reason = 'Another system proves itself by a signature over the body, which the function checks first.';
    for (const route of routes) Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason });
  }

  /** Sends the requests for pages of customers to a function that checks the signed link: customers have no sign-in. */
  deliverPagesTo(door: DoorFunction, path: `/${string}`): void {
    const integration = new HttpLambdaIntegration('Function', door);
    const methods = [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST];
    const reason = 'The signed link is the key to one page; the function checks it first.';
    for (const route of this.#api.addRoutes({ path: `${path}/{proxy+}`, methods, integration }))
      Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason });
  }
}
