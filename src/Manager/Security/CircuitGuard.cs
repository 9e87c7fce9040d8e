using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace IpBlock.Manager.Security;

/// <summary>
/// Looks at the session before anything that a browser sends is heard: a circuit whose session has ended, in whatever way, hears nothing more.
/// </summary>
public sealed class CircuitGuard(Viewer viewer, NavigationManager navigation) : CircuitHandler
{
    /// <inheritdoc/>
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        if (await viewer.NowAsync() is not null)
            await next(context);
        else
            navigation.NavigateTo(EndpointGuard.SignInPath[1..], forceLoad: true);
    };
}
