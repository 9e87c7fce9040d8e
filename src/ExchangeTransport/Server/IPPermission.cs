using System;
using System.Net;

namespace Microsoft.Exchange.Data.Transport;

[Flags]
public enum PermissionCheckResults
{
    None = 0,
    Allow = 1,
    AdministratorDeny = 2,
    MachineDeny = 4,
    Deny = 6,
}

public abstract class IPPermission
{
    internal IPPermission()
    {
    }

    public abstract void AddRestriction(IPAddress ipAddress, TimeSpan expiration, string comments);

    public abstract PermissionCheckResults Check(IPAddress ipAddress);
}
