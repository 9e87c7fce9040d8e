using System;

namespace IpBlock.Testing.Sessions;

/// <param name="Session">What was run.</param>
/// <param name="Failure">The first thing that was otherwise than said, with its line; null when all was as said.</param>
/// <param name="Transcript">All that went over the wire: <c>&gt;</c> from the client, <c>&lt;</c> from the server.</param>
public sealed record SessionResult(Session Session, string? Failure, string Transcript)
{
    public bool Passed => Failure is null;

    /// <exception cref="SessionFailedException">With file, line, what was expected, and the transcript.</exception>
    public void EnsurePassed()
    {
        if (!Passed)
            throw new SessionFailedException($"{Session.File}, '{Session.Name}', {Failure}.\n{Transcript}");
    }
}

/// <summary>A session went otherwise than its file says.</summary>
public sealed class SessionFailedException(string message) : Exception(message);
