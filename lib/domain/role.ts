// What a person of the team may do: more from one role to the next.

/** From the least to the most; in AWS each is a group of the team's accounts. */
export const ROLES = ['agent', 'lead', 'admin'] as const;

export type Role = (typeof ROLES)[number];

/** Whether a role may do what the other may. */
export function reaches(role: Role, other: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(other);
}
