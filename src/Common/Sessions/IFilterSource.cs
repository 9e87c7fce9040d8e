using System.Threading.Tasks;
using IpBlock.Filtering;

namespace IpBlock.Sessions;

/// <summary>Where sessions get their filter and their verdicts: the engine.</summary>
public interface IFilterSource
{
    /// <summary>The filter in force; null as long as the settings have never been good.</summary>
    ConnectionFilter? Filter { get; }

    /// <summary>Which deferred mail has come again; null as long as no settings want that.</summary>
    DeferredMail? Deferred { get; }

    /// <summary>Decides about a connection with a filter that is, or was, in force; null when there was none.</summary>
    Task<Verdict> EvaluateAsync(FilterRequest request, ConnectionFilter? filter);
}
