using System;
using System.IO;
using System.Net.Sockets;
using Npgsql;

namespace IpBlock.Fleet.Connection;

/// <summary>What the database or the way to it says, in words for the administrator.</summary>
internal static class DatabaseErrors
{
    public const string NotNewest = "IPB01";
    public const string KeyChanged = "IPB02";
    private const string Refused = "IPB05";
    private const string TicketUsed = "IPB06";
    private const string TooMuch = "IPB07";

    public static bool IsExpected(Exception failure) => failure is NpgsqlException or SocketException or IOException or TimeoutException;

    public static bool Is(Exception failure, string state) => failure is PostgresException { SqlState: var said } && string.Equals(said, state, StringComparison.Ordinal);

    public static FleetException Explain(Exception failure, string database) => failure switch
    {
        PostgresException { SqlState: Refused or TooMuch } said =>
            new FleetException(said.MessageText, said),
        PostgresException { SqlState: TicketUsed } said =>
            new FleetException(said.MessageText + "; ask for a new one (ipblock fleet invite)", said),
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } said =>
            new FleetException($"the database {database} rejected the login: {said.MessageText}. "
                + "A ticket that has been used or has expired, and a server that was revoked, cannot log in", said),
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } said =>
            new FleetException($"there is no database {database}; create it with createdb", said),
        PostgresException { SqlState: PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction } said =>
            new FleetException($"the database {database} has no fleet tables, or those of an older version: run ipblock fleet init ({said.MessageText})", said),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } said =>
            new FleetException($"this login does not have the permission for this in the database {database}: {said.MessageText}", said),
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "member_name" } said =>
            new FleetException("the fleet already has a member with this name; use another name (--name), or revoke the old member first", said),
        PostgresException { SqlState: PostgresErrorCodes.CheckViolation, TableName: "member" } said =>
            new FleetException("a name can contain at most 63 letters, digits, periods, hyphens and underscores", said),
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } said =>
            new FleetException($"the database {database} takes too long for this query: choose a shorter period, or a client, a list or a complete address", said),
        PostgresException said =>
            new FleetException($"the database {database} reports an error: {said.MessageText} ({said.SqlState})", said),
        _ => new FleetException($"the database {database} cannot be reached: {failure.GetBaseException().Message.TrimEnd('.')}", failure),
    };
}
