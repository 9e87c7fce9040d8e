using System;

namespace Microsoft.Exchange.Data.Transport.Smtp;

public partial struct SmtpResponse : IEquatable<SmtpResponse>
{
    private readonly string _statusCode;
    private readonly string _enhancedStatusCode;
    private readonly string[] _statusText;

    public SmtpResponse(string statusCode, string enhancedStatusCode, params string[] statusText)
    {
        _statusCode = ResponseSyntax.StatusCode(statusCode);
        _enhancedStatusCode = ResponseSyntax.EnhancedStatusCode(enhancedStatusCode);
        _statusText = ResponseSyntax.Text(statusText);
        DsnExplanation = string.Empty;
    }

    public SmtpResponse(
        string statusCode, string enhancedStatusCode, string dsnExplanation, bool overloadDifferentiator, params string[] statusText)
        : this(statusCode, enhancedStatusCode, statusText) => DsnExplanation = dsnExplanation;

    public string DsnExplanation { get; private set; }

    public string EnhancedStatusCode => _enhancedStatusCode;

    public bool IsEmpty => _statusCode == null;

    public string StatusCode => _statusCode;

    public string[] StatusText => _statusText;

    public SmtpResponseType SmtpResponseType => IsEmpty ? SmtpResponseType.Unknown : ResponseSyntax.TypeOf(_statusCode);

    public static bool TryParse(string text, out SmtpResponse response) => ResponseSyntax.TryParse(text, out response);

    public static bool operator ==(SmtpResponse response1, SmtpResponse response2) => response1.Equals(response2);

    public static bool operator !=(SmtpResponse response1, SmtpResponse response2) => !response1.Equals(response2);

    public bool Equals(SmtpResponse comparand) => string.Equals(ToString(), comparand.ToString(), StringComparison.Ordinal);

    public override bool Equals(object obj) => obj is SmtpResponse other && Equals(other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    public override string ToString() =>
        IsEmpty ? string.Empty : ResponseSyntax.Render(_statusCode, _enhancedStatusCode, _statusText);
}
