using static Stucktrace.Incidents.Blame.BlameMethod;
using static Stucktrace.Incidents.Recognition.HeaderRole;
using static Stucktrace.Incidents.ReportKind;

namespace Stucktrace.Incidents.Recognition.Headers;

/// <summary>Errors of disks, paths to disks, file systems and file servers: block/blk-core.c, fs/buffer.c, drivers/{ata,nvme,scsi,md}, fs/{ext4,xfs,btrfs,jbd2,nfs,cifs}.</summary>
static class StorageHeaders
{
    internal static readonly HeaderRule[] Rules =
    [
        // blk_update_request:, print_req_error:, end_request: and nothing at all (5.12 and later) stand before it.
        new("I/O error, dev {device}, sector {number}", IoError, "I/O error on {device}", Nobody, OneLine, anywhere: true),
        new("critical medium error, dev {device}, sector {number}", IoError, "critical medium error on {device}", Nobody, OneLine, anywhere: true),
        new("critical target error, dev {device}, sector {number}", IoError, "critical target error on {device}", Nobody, OneLine, anywhere: true),
        new("critical space allocation error, dev {device}, sector {number}", IoError, "critical space allocation error on {device}", Nobody, OneLine, anywhere: true),
        new("timeout error, dev {device}, sector {number}", IoError, "timeout error on {device}", Nobody, OneLine, anywhere: true),
        new("Buffer I/O error on dev {device}, ", IoError, "I/O error on {device}", Nobody, OneLine, anywhere: true),
        new("Buffer I/O error on device {device}, ", IoError, "I/O error on {device}", Nobody, OneLine, anywhere: true),
        new("lost page write due to I/O error on {device}", IoError, "I/O error on {device}", Nobody, OneLine, anywhere: true),

        new("{device}: exception Emask {address} SAct", IoError, "ATA exception on {device}", Nobody, OneLine),
        new("nvme {device}: I/O {text} timeout, ", IoError, "NVMe timeout on {device}", Nobody, OneLine),
        new("nvme {device}: controller is down; will reset", IoError, "NVMe controller down: {device}", Nobody, OneLine),
        new("{device}: rejecting I/O to offline device", IoError, "I/O to offline device", Nobody, OneLine),
        new("{device}: rejecting I/O to dead device", IoError, "I/O to dead device", Nobody, OneLine),
        new("{device}: Device offlined - not ready after error recovery", IoError, "device offlined", Nobody, OneLine),
        new("{device}: attempting task abort", IoError, "SCSI task abort", Nobody, OneLine),
        new("{device} FAILED Result: hostbyte={hostbyte} driverbyte=", IoError, "SCSI command failed", Nobody, OneLine),
        new("detected conn error ({number})", IoError, "iSCSI connection error", Nobody, OneLine, anywhere: true),
        new("rport-{text}: blocked FC remote port time out", IoError, "FC remote port timed out", Nobody, OneLine, anywhere: true),
        new("Failing path {device}", IoError, "multipath: failing path {device}", Nobody, OneLine, anywhere: true),
        new("Disk failure on {device}, disabling device", IoError, "md: disk failure on {device}", Nobody, OneLine, anywhere: true),

        new("EXT4-fs error (device {device}): ", IoError, "EXT4-fs error on {device}", Nobody, OneLine),
        new("EXT3-fs error (device {device}): ", IoError, "EXT3-fs error on {device}", Nobody, OneLine),
        new("Aborting journal on device {device}", IoError, "journal aborted on {device}", Nobody, OneLine),
        new("XFS ({device}): metadata I/O error", IoError, "XFS metadata I/O error on {device}", Nobody, OneLine),
        new("XFS ({device}): log I/O error", IoError, "XFS log I/O error on {device}", Nobody, OneLine),
        new("XFS ({device}): Corruption of in-memory data", IoError, "XFS corruption on {device}", Nobody, OneLine),
        new("XFS ({device}): Metadata corruption detected", IoError, "XFS corruption on {device}", Nobody, OneLine),
        new("BTRFS error (device {device}): bdev {text} errs:", IoError, "BTRFS device errors on {device}", Nobody, OneLine),
        new("nfs: server {server} not responding", IoError, "nfs: server not responding", Nobody, OneLine),
        new("CIFS: VFS: {server} has not responded in {seconds} seconds", IoError, "cifs: server not responding", Nobody, OneLine),
    ];
}
