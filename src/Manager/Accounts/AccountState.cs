using System;

namespace IpBlock.Manager.Accounts;

/// <summary>An account with what an administrator wants to know of it.</summary>
/// <param name="Account">The account.</param>
/// <param name="IsLocked">True while it is locked after ten failed sign-ins.</param>
/// <param name="HasAuthenticator">True when its sign-in takes a code of an authenticator app.</param>
/// <param name="LinkExpires">Until when an unused link can be used; null when there is none.</param>
/// <param name="Sessions">How many sessions it has now.</param>
public sealed record AccountState(Account Account, bool IsLocked, bool HasAuthenticator, DateTimeOffset? LinkExpires, int Sessions);
