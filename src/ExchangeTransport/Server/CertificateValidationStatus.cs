namespace Microsoft.Exchange.Data.Transport;

public enum CertificateValidationStatus
{
    Valid = 0,
    ValidSelfSigned = 1,
    EmptyCertificate = 2,
    SubjectMismatch = 3,
    SignatureFailure = 4,
    UntrustedRoot = 5,
    UntrustedTestRoot = 6,
    InternalChainFailure = 7,
    WrongUsage = 8,
    CertificateExpired = 9,
    ValidityPeriodNesting = 10,
    PurposeError = 11,
    BasicConstraintsError = 12,
    WrongRole = 13,
    NoCNMatch = 14,
    Revoked = 15,
    RevocationOffline = 16,
    CertificateRevoked = 17,
    RevocationFailure = 18,
    NoRevocationCheck = 19,
    ExchangeServerAuthCertificate = 20,
    Other = 21,
}
