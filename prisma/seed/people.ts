/** The demo's people are the users module's, because the sign-in page offers them too. */
export { DEMO_PASSWORD, DEMO_PEOPLE, DEMO_WORKSPACE, type DemoPerson } from "@/lib/modules/users/demo-people";
