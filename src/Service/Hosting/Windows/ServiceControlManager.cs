using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace IpBlock.Service.Hosting.Windows;

/// <summary>The program of Windows that starts and stops services.</summary>
[SupportedOSPlatform("windows")]
internal static class ServiceControlManager
{
    /// <summary>True when it has started this process: its parent is <c>services.exe</c>.</summary>
    public static bool HasStartedThisProcess
    {
        get
        {
            try
            {
                using var own = Process.GetCurrentProcess();
                using var parent = Process.GetProcessById(ParentOf(own));
                return string.Equals(parent.ProcessName, "services", StringComparison.OrdinalIgnoreCase);
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                return false; // the parent has ended: the service control manager never does
            }
        }
    }

    /// <summary>Serves until it says stop. A method of its own, so that nothing of services is loaded by a process that is none.</summary>
    /// <returns>The exit code.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Serve(string settingsPath) => WindowsService.Run(settingsPath);

    private static int ParentOf(Process process)
    {
        var information = default(ProcessInformation);
        var status = NtQueryInformationProcess(process.Handle, 0, ref information, Marshal.SizeOf<ProcessInformation>(), 0);
        return status == 0 ? (int)information.ParentId : throw new InvalidOperationException($"NtQueryInformationProcess said {status:x8}.");
    }

    [DllImport("ntdll.dll", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int NtQueryInformationProcess(nint process, int kind, ref ProcessInformation information, int length, nint returnedLength);

    // PROCESS_BASIC_INFORMATION
    [StructLayout(LayoutKind.Sequential)]
    private struct ProcessInformation
    {
        public nint ExitStatus;
        public nint EnvironmentBlock;
        public nint Affinity;
        public nint Priority;
        public nint Id;
        public nint ParentId;
    }
}
