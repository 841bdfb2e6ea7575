// How the browser signs a person in: authorisation code with PKCE, so that nothing secret is in the page.
import { Duration } from 'aws-cdk-lib';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { CfnManagedLoginBranding, OAuthScope, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { DeskUsers } from './desk-users.ts';

export interface DeskSignInProps {
  readonly users: DeskUsers;
  /** Where the desk is opened; signing in and out comes back here. */
  readonly deskUrl: string;
}

const SHIFT = Duration.hours(12);

export class DeskSignIn extends Construct {
  readonly authorizer: HttpUserPoolAuthorizer;
  readonly clientId: string;

  constructor(scope: Construct, id: string, { users, deskUrl }: DeskSignInProps) {
    super(scope, id);
    const client = new UserPoolClient(this, 'Client', {
      userPool: users.pool,
      generateSecret: false,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: [`${deskUrl}/`],
        logoutUrls: [`${deskUrl}/`],
      },
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: SHIFT,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
    });
    // The managed login pages answer only for a client that has a style, be it the default one.
    new CfnManagedLoginBranding(this, 'Style', {
      userPoolId: users.pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    this.authorizer = new HttpUserPoolAuthorizer('SignedIn', users.pool, { userPoolClients: [client] });
    this.clientId = client.userPoolClientId;
  }
}
