using System;
using System.Collections.Generic;
using System.Net;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.TransportHost.Smtp;

/// <summary>One connection as an agent sees it.</summary>
public sealed class HostSession : SmtpSession
{
    private readonly long _id;
    private readonly IPEndPoint _local;

    /// <summary>Describes a connection from <paramref name="remote"/> to <paramref name="local"/>.</summary>
    /// <param name="id">Different for each connection of this run.</param>
    /// <param name="local">The address the client connected to.</param>
    /// <param name="remote">The client.</param>
    /// <param name="isExternal">Whether the client is no server of the organization.</param>
    public HostSession(long id, IPEndPoint local, IPEndPoint remote, bool isExternal)
    {
        _id = id;
        _local = local;
        RemoteEndPoint = remote;
        IsExternalConnection = isExternal;
        LastExternalIPAddress = isExternal ? remote.Address : null!;
    }

    /// <inheritdoc/>
    public override bool AntispamBypass => UserName != null;

    /// <inheritdoc/>
    public override AuthenticationSource AuthenticationSource =>
        UserName == null ? AuthenticationSource.Anonymous : AuthenticationSource.Organization;

    /// <inheritdoc/>
    public override string HelloDomain { get; internal set; } = null!;

    /// <inheritdoc/>
    public override bool IsConnected => !IsClosed;

    /// <inheritdoc/>
    public override bool IsExternalConnection { get; internal set; }

    /// <inheritdoc/>
    public override bool IsTls => false;

    /// <summary>The last address outside the organization: the client, or what the Received fields say. Null when none is known.</summary>
    public override IPAddress LastExternalIPAddress { get; internal set; }

    /// <inheritdoc/>
    public override IPEndPoint LocalEndPoint => _local;

    /// <inheritdoc/>
    public override IDictionary<string, object> Properties { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override IPEndPoint RemoteEndPoint { get; internal set; }

    /// <inheritdoc/>
    public override long SessionId => _id;

    internal bool IsClosed { get; set; }

    internal string? UserName { get; set; }
}
