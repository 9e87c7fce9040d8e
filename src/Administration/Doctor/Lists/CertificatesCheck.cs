using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;

namespace IpBlock.Administration.Doctor.Lists;

/// <summary>The certificates by which servers of lists are trusted beside those of the system (<c>feeds.caFile</c>): there, readable, and not at their end.</summary>
internal sealed class CertificatesCheck : IDoctorCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public DoctorArea Area => DoctorArea.Lists;

    public Task<IReadOnlyList<DoctorFinding>> LookAsync(DoctorVisit visit, CancellationToken stop) => Task.FromResult<IReadOnlyList<DoctorFinding>>(
        visit.Settings?.Feeds.CaFile is { } file
            ? [.. Of(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(visit.SettingsPath)) ?? ".", file), visit.Clock.UtcNow)]
            : []);

    private static IReadOnlyList<DoctorFinding> Of(string path, DateTimeOffset now)
    {
        const string Step = "Copy the certificates (PEM) to this path, or change feeds.caFile.";
        try
        {
            var certificates = PemCertificates.Read(File.ReadAllText(path));
            if (certificates.Count == 0)
                return [DoctorFinding.Warning("certificate.unusable", path, $"{path} (feeds.caFile) contains no certificate.", Step)];
            return [.. certificates.Select(certificate => OfOne(certificate, path, now)).OfType<DoctorFinding>()];
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return [DoctorFinding.Warning("certificate.missing", path, $"{path} (feeds.caFile) does not exist, so lists from servers that need it cannot be fetched.", Step)];
        }
        catch (UnauthorizedAccessException)
        {
            return [DoctorFinding.Warning("certificate.hidden", path, $"This account cannot read {path} (feeds.caFile).", "Run ipblock doctor as root or as an administrator.")];
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException or IOException)
        {
            return [DoctorFinding.Warning("certificate.unusable", path, $"{path} (feeds.caFile) cannot be used: {failure.Message}", Step)];
        }
    }

    private static DoctorFinding? OfOne(X509Certificate2 certificate, string path, DateTimeOffset now)
    {
        using (certificate)
        {
            const string Step = "Get the new certificate from the operator of the server, and copy it into the file.";
            var end = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
            var what = $"The certificate {Printable.Line(certificate.Subject)} in {path} (feeds.caFile)";
            return end <= now ? DoctorFinding.Warning("certificate.expired", path, $"{what} expired at {Times.Local(end)}.", Step)
                : end - now <= Soon ? DoctorFinding.Warning("certificate.expires", path, $"{what} expires at {Times.Local(end)}.", Step)
                : null;
        }
    }
}
