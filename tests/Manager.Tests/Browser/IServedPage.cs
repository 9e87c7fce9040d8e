using System;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using Microsoft.Playwright;

namespace IpBlock.Manager.Tests.Browser;

/// <summary>The page that a site shows.</summary>
internal interface IServedPage : IAsyncDisposable
{
    /// <summary>A link of one use for an account, which is made if it is not there.</summary>
    Task<string> InviteAsync(string name, Role role);

    /// <summary>The cookie of a new session of this account, which is made if it is not there; null where only the form gives one.</summary>
    Task<Cookie?> SignInAsync(string name, Role role);
}
