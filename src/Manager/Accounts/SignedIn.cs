using System;

namespace IpBlock.Manager.Accounts;

/// <summary>A session, and the account as it is now: its role may have changed since the sign-in.</summary>
/// <param name="Hash">What the database calls the session. The key itself is in the browser alone.</param>
/// <param name="Account">Who has signed in.</param>
/// <param name="Began">When.</param>
/// <param name="Seen">The last sign of life, to the minute.</param>
/// <param name="Address">From where.</param>
/// <param name="Browser">What the browser says of itself, cut to 200 characters.</param>
public sealed record SignedIn(string Hash, Account Account, DateTimeOffset Began, DateTimeOffset Seen, string Address, string Browser);
